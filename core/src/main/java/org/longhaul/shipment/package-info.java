/// The words of the domain: what a trip, a leg, a drive and a file of the tree are. Imports nothing
/// of ours.
package org.longhaul.shipment;
