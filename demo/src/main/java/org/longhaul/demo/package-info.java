/// The demo's training set: real spreadsheets, images and clips, made from a seed; and the picture
/// of cases and drives.
@org.jspecify.annotations.NullMarked
package org.longhaul.demo;
