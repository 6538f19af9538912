/** Types of what the bundler adds: CSS modules, assets. */
/// <reference types="vite/client" />
