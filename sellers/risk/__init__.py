"""The risk of a seller as one figure with its reasons, adjusted by how things came out (C48)."""
