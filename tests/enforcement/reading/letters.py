"""Letters of our own making, as marketplaces receive them. The people, firms and addresses in them do not exist."""

BRAND = """Dear Sir or Madam,

I write on behalf of Halden & Vik AS, whose photographs of the "Fjord" tableware are used in the
listings below without our permission.

Listings:
HM-10042
HM-10043
HM-10177

and https://market.example/listing/HM-10200?ref=search.

Our own shop, for comparison: https://halden-vik.example/fjord

I have a good faith belief that the use of these photographs is not authorised by the owner, its
agent or the law. The information in this letter is accurate and, under penalty of perjury, I am
authorised to act for the owner.

Yours faithfully,

Ingrid Solberg
Halden & Vik AS
Storgata 4, 0155 Oslo
ingrid@halden-vik.example
"""

# Nobody says that the use is not authorised, nobody swears, and only a department signs.
HASTY = """Hi,

item no. 445566771 and hxxps://market[.]example/item/445566772 are fakes of our "Miro" lamp!!! Take them down at once.
We have a good faith belief in our rights.

Regards,
Brand Protection Team
legal@miro.example
"""

GERMAN = """Sehr geehrte Damen und Herren,

ich bin Urheberin der Fotos, die ohne meine Erlaubnis in folgenden Angeboten verwendet werden:

- https://markt.example/angebot/881-20
- https://markt.example/angebot/881-21

Ich versichere an Eides statt, dass die Angaben in dieser Mitteilung richtig sind und dass ich Inhaberin der Rechte bin.
Ich bin in gutem Glauben, dass die Nutzung weder von mir noch durch das Gesetz erlaubt, also nicht gestattet ist.

Mit freundlichen Grüßen
Jana Krüger
Lindenstraße 12, 10969 Berlin
Telefon: +49 30 5550 1234
"""

FRENCH = """Madame, Monsieur,

L'annonce n° 77310045 reproduit mes illustrations « Les Marées » sans mon autorisation.
Je crois de bonne foi que cet usage n'est pas autorisé par le titulaire des droits, son agent ou la loi.

Cordialement,
Élodie Marchand
elodie@marchand.example
"""

SPANISH = """Estimados señores:

Los anuncios siguientes copian mis fotografías:
https://mercado.example/anuncio/5501
https://mercado.example/anuncio/5502

Creo de buena fe que este uso no está autorizado por el titular, su agente o la ley. La información de esta notificación es
exacta y, bajo pena de perjurio, soy titular de los derechos.

Atentamente,
Lucía Ferrer
Calle Mayor 8, 28013 Madrid
"""

# The web form of a host, sent with two of its answers left blank.
FORM = """**Are you the copyright holder or authorized to act on the copyright owner's behalf?**

Yes, I am the copyright holder.

**Please describe the original copyrighted work. If possible, include an address where it is posted.**

The knitting pattern "Harbour", sold at https://knit.example/harbour

**Which listings should be removed? Please provide a link to each.**

1) https://market.example/listing/K-2001,
2) [the second](https://market.example/listing/K-2002)
3) [invalid]

**Type (or copy and paste) the following statement: "I have a good faith belief that use of the copyrighted materials
described above is not authorized by the copyright owner, or its agent, or the law."**

**I swear, under penalty of perjury, that the information in this notification is accurate and that I am the copyright
owner, or am authorized to act on behalf of the owner.**

**So that we can get back to you, please provide either your telephone number or physical address.**

[private]

**Please type your full legal name below to sign this request.**

"""

COUNTER = """Subject: counter-notice, case MW-7Q4K2

My listing HM-55120 (https://market.example/listing/HM-55120) was removed. I took the photographs myself, in March, with my
own camera. Under penalty of perjury I state my good faith belief that it was removed as a result of a mistake.

I will accept service of process from the person who complained.

Per Nygaard
Sjøgata 9, 9008 Tromsø
+47 77 55 50 10
"""

RETRACTION = """Hello,

we found that the seller has a licence after all. Please treat our notice of 3 May about
https://market.example/listing/HM-10042 as withdrawn: we retract the complaint.

Sincerely,
Ingrid Solberg
"""

DEMAND = """To the marketplace and to the seller of lot 90210-77:

the picture in https://market.example/lot/90210-77 is our photograph "Skyline at dusk". We offer to settle this claim against
payment of 850 USD for a retroactive licence within ten days; otherwise we will sue for damages.

Payal Rao, Pixel Rights Ltd
"""

OTHER = """Hello, where is my parcel? I ordered on Monday, order 5512-90021, and have heard nothing. Thanks, Tom"""

MAIL = b"""From: =?utf-8?q?Ingrid_Solberg?= <ingrid@halden-vik.example>\r
To: notices@market.example\r
Date: Tue, 03 Nov 2026 09:12:00 +0100\r
Subject: Takedown notice\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="cut"\r
\r
--cut\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
The listing https://market.example/listing/HM-10042?colour=3Dblue&=\r
size=3DL infringes the copyright in our photographs of the =E2=80=9CFjord=E2=80=9D plates.\r
\r
I have a good-faith belief that this use is not authorized by the owner, its agent or the law.\r
\r
Ingrid Solberg\r
--cut\r
Content-Type: text/html; charset=utf-8\r
\r
<p>The listing <a href="https://market.example/listing/HM-10042">here</a></p>\r
--cut\r
Content-Type: image/png; name="proof.png"\r
Content-Transfer-Encoding: base64\r
\r
AAAA\r
--cut--\r
"""

PAGE = b"""<html><head><title>x</title><style>p{}</style></head><body><script>alert(1)</script>
<p>Dear team,</p><p>These are <b>counterfeit</b>: <a href="https://market.example/item/9001">one</a> and
<a href="javascript:alert(2)">two</a>.</p><p>Kind regards<br>Noor Haddad</p></body></html>"""
