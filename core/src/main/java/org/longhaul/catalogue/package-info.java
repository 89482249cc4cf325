/// The list of all files of a leg: written once in the order of the survey, sealed in parts, read
/// as a stream or from any place in it with little memory.
///
/// FORMAT.md, "Catalogue", is the specification.
package org.longhaul.catalogue;
