/** Stylesheets are imported for their effect; the bundler gives them their own hashed file. */
declare module "*.css";
