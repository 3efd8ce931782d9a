import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.BOUSSOLE_API ?? 'http://localhost:4000';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 1_200 },
  server: { proxy: { '/graphql': api, '/export': api, '/geo': api, '/access': api, '/quarantine': api } },
  preview: { proxy: { '/graphql': api, '/export': api, '/geo': api, '/access': api, '/quarantine': api } },
});
