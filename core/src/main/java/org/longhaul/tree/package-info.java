/// The tree: folders and files of the host as they really are, on the way in and on the way out.
///
/// The JDK's own file API cannot hold names that are not valid in the locale's encoding, the times
/// of links, holes, extended attributes, or a folder that nobody can swap for a link. So this room
/// calls the C library through the Foreign Function & Memory API. Linux only.
package org.longhaul.tree;
