"""What the scanner keeps."""

from scanner.models.matching import IndexVersion, Match, PictureHash, Scan, Signal, Threshold

__all__ = ["IndexVersion", "Match", "PictureHash", "Scan", "Signal", "Threshold"]
