// Preloaded in the server: it stops when the command that started it is gone, even killed, so that its port is free again.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
