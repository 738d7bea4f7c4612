"""One invented mark as three registers would write it: ST.66 of the US office, ST.96 in two versions."""

import re

ST66 = b"""<?xml version="1.0" encoding="UTF-8"?>
<Transaction xmlns="http://www.wipo.int/standards/XMLSchema/trademarks" xmlns:n="urn:us:gov:doc:uspto:trademark:status">
<TradeMarkTransactionBody><TransactionContentDetails><TransactionData><TradeMarkDetails><TradeMark>
<RegistrationOfficeCode>US</RegistrationOfficeCode><ApplicationNumber>88001</ApplicationNumber>
<ApplicationDate>2019-05-09-04:00</ApplicationDate><RegistrationNumber>2178001</RegistrationNumber>
<RegistrationDate>2020-06-01</RegistrationDate><MarkCurrentStatusCode>800</MarkCurrentStatusCode>
<MarkCurrentStatusDate>2021-01-02-05:00</MarkCurrentStatusDate><MarkFeature>TYPESET</MarkFeature>
<WordMarkSpecification><MarkVerbalElementText>FJORDLINE</MarkVerbalElementText></WordMarkSpecification>
<MarkImageDetails><MarkImage><MarkImageCategory><CategoryCodeDetails><CategoryCode>06.01.02</CategoryCode>
</CategoryCodeDetails></MarkImageCategory></MarkImage></MarkImageDetails>
<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription><ClassNumber>025</ClassNumber>
<GoodsServicesDescription>Jackets</GoodsServicesDescription></ClassDescription></ClassDescriptionDetails></GoodsServices>
</GoodsServicesDetails><PriorityDetails><Priority><PriorityCountryCode>NO</PriorityCountryCode>
<PriorityNumber>2019 01</PriorityNumber><PriorityDate>2019-01-03</PriorityDate></Priority></PriorityDetails>
<RepresentativeDetails><Representative><Comment>Domestic Representative</Comment><FreeFormatNameLine>Other</FreeFormatNameLine>
</Representative><Representative><Comment>Attorney of Record</Comment><FreeFormatNameLine>Kari Nord</FreeFormatNameLine>
</Representative></RepresentativeDetails>
<TradeMarkExt><n:MarkFeatureCode>1</n:MarkFeatureCode></TradeMarkExt></TradeMark></TradeMarkDetails>
<ApplicantDetails><Applicant><FreeFormatNameLine>Fjord One AS</FreeFormatNameLine>
<ApplicantExt><n:PartyTypeCode>10</n:PartyTypeCode></ApplicantExt></Applicant>
<Applicant><FreeFormatNameLine>Fjord Two AS</FreeFormatNameLine>
<ApplicantExt><n:PartyTypeCode>31</n:PartyTypeCode></ApplicantExt></Applicant></ApplicantDetails>
</TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"""

ST96 = b"""<?xml version="1.0" encoding="UTF-8"?>
<t:TrademarkTransaction xmlns:c="http://www.wipo.int/standards/XMLSchema/ST96/Common"
 xmlns:t="http://www.wipo.int/standards/XMLSchema/ST96/Trademark"><t:TrademarkTransactionBody><t:TransactionContentBag>
<t:TransactionData><t:TrademarkBag><t:Trademark><c:RegistrationOfficeCode>US</c:RegistrationOfficeCode>
<c:ApplicationNumber><c:IPOfficeCode>US</c:IPOfficeCode><c:ApplicationNumberText>88001</c:ApplicationNumberText>
</c:ApplicationNumber><c:RegistrationNumber>2178001</c:RegistrationNumber>
<t:ApplicationDate>2019-05-09-04:00</t:ApplicationDate><c:RegistrationDate>2020-06-01Z</c:RegistrationDate>
<t:MarkCurrentStatusCode>800</t:MarkCurrentStatusCode><t:MarkCurrentStatusDate>2021-01-02</t:MarkCurrentStatusDate>
<t:MarkRepresentation><t:MarkReproduction><t:WordMarkSpecification>
<t:MarkVerbalElementText>FJORDLINE</t:MarkVerbalElementText></t:WordMarkSpecification><t:MarkImageBag><t:MarkImage>
<t:ViennaClassification><t:ViennaCategory>6</t:ViennaCategory><t:ViennaDivision>1</t:ViennaDivision>
<t:ViennaSection>2</t:ViennaSection></t:ViennaClassification></t:MarkImage></t:MarkImageBag></t:MarkReproduction>
<t:MarkFeatureCode>1</t:MarkFeatureCode></t:MarkRepresentation><t:GoodsServicesBag><t:GoodsServices>
<t:GoodsServicesClassification><t:ClassificationKindCode>Nice</t:ClassificationKindCode><t:ClassNumber>025</t:ClassNumber>
</t:GoodsServicesClassification><t:ClassDescriptionBag><t:ClassDescription><t:ClassNumber>025</t:ClassNumber>
<t:GoodsServicesDescriptionText>Jackets</t:GoodsServicesDescriptionText></t:ClassDescription></t:ClassDescriptionBag>
</t:GoodsServices></t:GoodsServicesBag><t:PriorityBag><t:Priority><t:PriorityCountryCode>NO</t:PriorityCountryCode>
<c:ApplicationNumberText>2019 01</c:ApplicationNumberText>
<t:PriorityApplicationFilingDate>2019-01-03</t:PriorityApplicationFilingDate>
</t:Priority></t:PriorityBag><t:ApplicantBag><t:Applicant c:sequenceNumber="10"><c:EntityName>Fjord One AS</c:EntityName>
</t:Applicant><t:Applicant c:sequenceNumber="31"><c:OrganizationStandardName>Fjord Two AS</c:OrganizationStandardName>
</t:Applicant></t:ApplicantBag><t:RecordAttorney><c:PersonFullName>Kari Nord</c:PersonFullName></t:RecordAttorney>
</t:Trademark></t:TrademarkBag></t:TransactionData></t:TransactionContentBag></t:TrademarkTransactionBody>
</t:TrademarkTransaction>"""

ST96_LATER = (
    re.sub(rb"(</?)t:", rb"\1ns2:", ST96)
    .replace(b"xmlns:t=", b"xmlns:ns2=")
    .replace(b"ST96/", b"")
    .replace(b"t:TrademarkTransaction ", b"ns2:Transaction ")
)
