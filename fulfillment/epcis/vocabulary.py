"""The standard vocabularies of CBV 2.0, each name in its three spellings: bare, URN and web URI.

Within the product a standard name is always bare (`inspecting`). Whatever is no standard name, a URI of the sender's own
vocabulary, stays as it was written.

Source: GS1 Core Business Vocabulary 2.0, section 7; measurement types: GS1 Web Vocabulary.
"""

from dataclasses import dataclass

EVENT_TYPES = ("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent")
ACTIONS = ("ADD", "OBSERVE", "DELETE")
CBV_WEB = "https://ref.gs1.org/cbv/"
GS1_WEB = "https://gs1.org/voc/"
PREFIXES = {
    "cbv": CBV_WEB,
    "gs1": GS1_WEB,
    "epcis": "https://ref.gs1.org/epcis/",
    "cbvmda": "urn:epcglobal:cbv:mda",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""The prefixes that need no declaration: the context of the standard declares them. `cbvmda` as its XML namespace is written."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of names. `urn` and `web` are what stands before a name in those spellings; no `urn`: it has none."""

    kind: str
    urn: str
    web: str
    names: frozenset[str]

    def bare(self, value: str) -> str:
        """The bare name of a standard value in any spelling; anything else as it is."""
        if value in self.names or ":" not in value:
            return value
        name = self.claimed(value)
        return name if name in self.names else value

    def claimed(self, value: str) -> str | None:
        """The name that a URI gives out as standard, whether it is one or not; None for a URI that claims nothing."""
        full = expanded(value)
        for prefix in (self.urn, self.web):
            if prefix and full.startswith(prefix):
                name = full[len(prefix) :]
                if prefix != GS1_WEB or name in self.names:
                    return name
        return None

    def has(self, value: str) -> bool:
        """Is it a standard value, in any spelling?"""
        return self.bare(value) in self.names

    def urn_of(self, name: str) -> str:
        return self.urn + name if name in self.names and self.urn else name

    def web_of(self, name: str) -> str:
        return self.web + name if name in self.names else name


def expanded(value: str) -> str:
    """A compact URI under a prefix of the standard's own web vocabularies in full; anything else as it is."""
    prefix, colon, rest = value.partition(":")
    if colon and prefix in ("cbv", "gs1", "epcis"):
        return PREFIXES[prefix] + rest
    return value


def _vocabulary(kind: str, urn: str, web: str, names: str) -> Vocabulary:
    return Vocabulary(kind, urn, web, frozenset(names.split()))


BIZ_STEPS = _vocabulary(
    "business step",
    "urn:epcglobal:cbv:bizstep:",
    CBV_WEB + "BizStep-",
    """accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
    decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing
    killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling
    sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
    void_shipping""",
)
DISPOSITIONS = _vocabulary(
    "disposition",
    "urn:epcglobal:cbv:disp:",
    CBV_WEB + "Disp-",
    """active available completeness_inferred completeness_verified conformant container_closed container_open damaged
    destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
    mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
    reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown""",
)
PARTY_TYPES = _vocabulary(
    "type of source or destination",
    "urn:epcglobal:cbv:sdt:",
    CBV_WEB + "SDT-",
    "owning_party possessing_party location",
)
TRANSACTION_TYPES = _vocabulary(
    "type of business transaction",
    "urn:epcglobal:cbv:btt:",
    CBV_WEB + "BTT-",
    "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt",
)
ERROR_REASONS = _vocabulary(
    "reason of an error", "urn:epcglobal:cbv:er:", CBV_WEB + "ER-", "did_not_occur incorrect_data"
)
COMPONENTS = _vocabulary(
    "component",
    "",
    CBV_WEB + "Comp-",
    """x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude
    longitude altitude""",
)
ALERTS = _vocabulary("sensor alert", "", GS1_WEB, "ALARM_CONDITION ERROR_CONDITION")
# The last line: names of earlier drafts that are still in documents.
MEASUREMENTS = _vocabulary(
    "type of measurement",
    "",
    GS1_WEB,
    """AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
    AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance
    Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge
    ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance
    Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
    MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity
    MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity
    RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time
    Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber
    EffectiveDose EffectiveDoseRate Molar_concentration""",
)
