"""Work with customs: applications for action, detentions at the border, what is known about routes and consignors."""
