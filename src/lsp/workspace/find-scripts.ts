// The search for linker scripts is in analysis: the command line has it too.

export { findScripts, isSkipped, scriptName } from '../../analysis/find-scripts';
