"""What people and mail programs put around a text and into it, by language: the stuff of the perturbations.

Everybody here is invented; addresses end in .example and telephone numbers come from ranges kept free for fiction.
"""

NAMES = ("Orla Fennimore", "Piet Halvorsen", "Sunniva Brandt", "Tomás Arriaga", "Greta Lindqvist", "Idris Okonjo",
         "Maren Voss", "Lucía Peralta", "Bram Teller", "Noor Castell", "Wanda Pryce", "Emil Rasch")
COMPANIES = ("Quillmark Ltd", "Nordhafen Logistik GmbH", "Bellfield & Sons", "Talleres Ardanza", "Ostrava Tiles",
             "Pinecrest Dental")
TITLES = ("Office Manager", "Accounts Payable", "IT Support", "Head of Purchasing")
PHONES = ("+44 20 7946 0812", "+1 202 555 0143", "+44 161 496 0377", "+49 30 23125 118")

EMOJI = ("\N{SLIGHTLY SMILING FACE}", "\N{LOUDLY CRYING FACE}", "\N{POUTING FACE}", "\N{PERSON WITH FOLDED HANDS}",
         "\N{THUMBS UP SIGN}", "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}",
         "\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", "\N{FACE WITH TEARS OF JOY}",
         "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}", ":)", ":-(", ";-)",
         "\N{WARNING SIGN}\N{VARIATION SELECTOR-16}")

# Which language a text is in, well enough to choose words for it.
TELLING = {
    "en": "the and is to my of you not have for it with that this was what how",
    "de": "der die das und ist nicht ich mein meine mit auf für ein eine den wird seit wie",
    "es": "el la los las que de y en mi no con por para una un está como desde",
}

GREETING = {
    "en": ("Hi,", "Hello,", "Hi there,", "Hello team,", "Dear support,", "Dear Sir or Madam,", "Good morning,",
           "Hey,", "Hi all,", "Good afternoon"),
    "de": ("Hallo,", "Guten Tag,", "Sehr geehrte Damen und Herren,", "Hallo zusammen,", "Liebes Team,", "Moin,",
           "Guten Morgen,"),
    "es": ("Hola,", "Buenos días,", "Buenas tardes,", "Estimados señores:", "Hola equipo,", "Muy buenas,"),
}
CLOSING = {
    "en": ("Thanks,", "Thank you,", "Best regards,", "Kind regards,", "Many thanks", "Cheers,", "Regards,",
           "Thanks in advance!", "Best,", "Yours sincerely,", "Thank you very much,"),
    "de": ("Mit freundlichen Grüßen", "Viele Grüße", "Danke!", "Vielen Dank im Voraus", "Beste Grüße", "MfG",
           "LG"),
    "es": ("Gracias,", "Un saludo,", "Saludos,", "Muchas gracias", "Saludos cordiales,", "Atentamente,",
           "Gracias de antemano"),
}
SENT_FROM = {
    "en": ("Sent from my iPhone", "Sent from my phone", "Get Outlook for Android"),
    "de": ("Von meinem iPhone gesendet", "Von meinem Handy gesendet"),
    "es": ("Enviado desde mi iPhone", "Enviado desde mi móvil"),
}
DISCLAIMER = {
    "en": (
        "This e-mail and any files transmitted with it are confidential and intended solely for the use of the "
        "individual or entity to whom they are addressed. If you have received this e-mail in error please notify "
        "the sender and delete it from your system.",
        "CONFIDENTIALITY NOTICE: The contents of this message, together with any attachments, are meant only for "
        "the person they are addressed to and may contain legally privileged information.\nIf you are not the "
        "intended recipient, any reading, copying or distribution of it is prohibited.",
        "Views expressed in this message are those of the sender and not necessarily of the company. No contract "
        "may be concluded on behalf of the company by e-mail.\nWe have checked this message for viruses but accept "
        "no liability for damage caused by it.",
        "Please consider the environment before printing this e-mail.",
        "Registered in England and Wales under number 00000000. Registered office: 4 Mill Row, Bellfield.\nThis "
        "message may hold personal data; see our privacy notice for how we treat yours. If it was not meant for "
        "you, tell us and destroy it.",
    ),
    "de": (
        "Diese E-Mail enthält vertrauliche und rechtlich geschützte Informationen. Wenn Sie nicht der richtige "
        "Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und "
        "vernichten Sie diese Mail.",
        "Das unerlaubte Kopieren sowie die unbefugte Weitergabe dieser Nachricht ist nicht gestattet.\nBitte denken "
        "Sie an die Umwelt, bevor Sie diese Nachricht ausdrucken.",
    ),
    "es": (
        "Este mensaje y sus archivos adjuntos son confidenciales y se dirigen únicamente a su destinatario. Si lo "
        "ha recibido por error, le rogamos que avise al remitente y lo elimine de su sistema.",
        "AVISO LEGAL: queda prohibida la divulgación, copia o distribución de este mensaje sin autorización.\nAntes "
        "de imprimirlo, piense en el medio ambiente.",
    ),
}
NOTE = {       # above a forwarded message
    "en": ("FYI", "See below.", "Can you help with this one?", "Please see the message below",
           "Forwarding this to you.", ""),
    "de": ("Zur Info", "Siehe unten.", "Könnt ihr das bitte übernehmen?", ""),
    "es": ("Para tu información", "Ver abajo.", "¿Podéis mirar esto, por favor?", ""),
}
WROTE = {       # above a quoted message
    "en": ("On Tue, 3 Feb 2026 at 10:12, {name} <{mail}> wrote:", "On 2026-02-03 10:12, {name} wrote:",
           "On Feb 3, 2026, at 10:12 AM, {name} <{mail}> wrote:"),
    "de": ("Am 03.02.2026 um 10:12 schrieb {name} <{mail}>:",
           "Am Di., 3. Feb. 2026 um 10:12 Uhr schrieb {name} <{mail}>:"),
    "es": ("El mar, 3 feb 2026 a las 10:12, {name} (<{mail}>) escribió:",
           "El 03/02/2026 a las 10:12, {name} escribió:"),
}
BLOCK = {       # the header lines that Outlook repeats
    "en": ("-----Original Message-----", "From: {name} <{mail}>", "Sent: Tuesday, February 3, 2026 10:12 AM",
           "To: support@thermowren.example", "Subject: {subject}"),
    "de": ("-----Ursprüngliche Nachricht-----", "Von: {name} <{mail}>", "Gesendet: Dienstag, 3. Februar 2026 10:12",
           "An: support@thermowren.example", "Betreff: {subject}"),
    "es": ("-----Mensaje original-----", "De: {name} <{mail}>", "Enviado el: martes, 3 de febrero de 2026 10:12",
           "Para: support@thermowren.example", "Asunto: {subject}"),
}
SUBJECT = {
    "en": ("Help", "RE: your request", "Question"),
    "de": ("Anfrage", "AW: Ihre Anfrage"),
    "es": ("Consulta", "RE: su solicitud"),
}
ADDED = {       # one more sentence at the end
    "en": ("Please help.", "Please reply as soon as possible.", "Any ideas?", "I look forward to hearing from you.",
           "Can someone please get back to me?", "This is really frustrating.", "I have been waiting for days now.",
           "What should I do?", "Is there anything I can do?", "I hope you can help me.", "Please let me know.",
           "It used to work fine before."),
    "de": ("Bitte um Hilfe.", "Bitte melden Sie sich schnellstmöglich.", "Was kann ich tun?",
           "Ich freue mich auf Ihre Antwort.", "Das ist wirklich ärgerlich.", "Vorher ging es immer."),
    "es": ("Por favor, ayuda.", "Espero su respuesta lo antes posible.", "¿Qué puedo hacer?", "Es muy frustrante.",
           "Antes funcionaba bien."),
}

NUMBERS = {
    "en": dict(zip("two three four five six seven eight nine ten eleven twelve twenty thirty".split(),
                   (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 30))),
    "de": dict(zip("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig".split(),
                   (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20))),
    "es": dict(zip("dos tres cuatro cinco seis siete ocho nueve diez once doce veinte".split(),
                   (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20))),
}

# A few words in other words: what one writes instead when telling the same thing again.
PARAPHRASE = {
    "en": ("can't=cannot", "cannot=can't", "don't=do not", "doesn't=does not", "isn't=is not", "I'm=I am",
           "I've=I have", "it's=it is", "won't=will not", "didn't=did not", "wasn't=was not", "want to=would like to",
           "how do I=how can I", "how can I=how do I", "why is=how come", "need to=have to", "have to=must",
           "tried to=attempted to", "also=as well", "but=however", "because=since", "so=therefore", "help=assist",
           "get=receive", "got=received", "buy=purchase", "bought=purchased", "still=yet", "now=at the moment",
           "problem=issue", "issue=problem", "error=fault", "fix=solve", "wrong=incorrect", "maybe=perhaps",
           "big=large", "shows=displays", "seems=appears", "happened=occurred", "start=begin", "stop=cease",
           "use=utilise", "using=with", "about=regarding", "show=display", "many=a lot of", "very=really",
           "quickly=fast", "possible=feasible", "there is=there's", "change=alter"),
    "de": ("nicht mehr=nimmer", "leider=bedauerlicherweise", "aber=jedoch", "seit=ab", "bekomme=erhalte",
           "möchte=will", "kann ich=könnte ich", "auch=ebenfalls", "jetzt=nun", "immer=ständig", "wieder=erneut",
           "funktioniert=geht", "geht=funktioniert", "Problem=Fehler", "gekauft=erworben", "nur=lediglich"),
    "es": ("pero=sin embargo", "quiero=quisiera", "puedo=podría", "también=además", "ahora=en este momento",
           "siempre=continuamente", "otra vez=de nuevo", "funciona=va", "problema=fallo", "recibido=obtenido",
           "comprado=adquirido", "solo=solamente", "tengo que=debo", "ayuda=asistencia", "hace=desde hace"),
}
