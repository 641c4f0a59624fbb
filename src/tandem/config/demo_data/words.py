"""What made-up people are called, and what they say. Nobody here is real."""

FIRST_NAMES = (
    "Ada", "Alma", "Amos", "Anouk", "Bela", "Cato", "Ciro", "Dara", "Edda", "Elio", "Enzo", "Fern", "Gus", "Hana",
    "Ida", "Ilse", "Ines", "Ivo", "Jola", "Juno", "Kai", "Lale", "Leo", "Lior", "Lux", "Mabel", "Milo", "Mina", "Nell",
    "Nico", "Nura", "Odell", "Orla", "Paz", "Pia", "Quill", "Ravi", "Rhea", "Rosa", "Sage", "Sami", "Sol", "Tilo",
    "Uma", "Vera", "Wren", "Xenia", "Yara", "Yusuf", "Zadie",
)  # fmt: skip
NAME_STARTS = (
    "Amber", "Birch", "Briar", "Cinder", "Cloud", "Copper", "Dapple", "Ember", "Fable", "Feather", "Gale", "Harbor",
    "Hazel", "Iron", "Juniper", "Lantern", "Maple", "Mist", "Moss", "Pebble", "Quince", "Rain", "Sparrow", "Thistle",
)  # fmt: skip
NAME_ENDS = (
    "brook", "croft", "dale", "field", "ford", "glen", "hurst", "ley", "mere", "more", "shaw", "stead", "thorne",
    "wick", "wood", "worth",
)  # fmt: skip
PRACTICES = (
    "Lantern Row",
    "Mossgate",
    "Pebble Quay",
    "Thistle Yard",
    "Amber Steps",
    "Fable Lane",
    "Quince Court",
)
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
PLACES = ("Room 1", "Room 2", "The quiet room", "By phone", "Café by the library")
ABOUT = (
    ("I like small steps that hold.", "Tell me when I go too fast; I would rather know."),
    ("I have been where things are hard.", "Ask me anything. I may pass."),
    ("I listen first.", ""),
)
GOALS = {
    "en": ("Sleep in my own bed.", "Take the bus again.", "Call my sister on Sundays.", "Cook twice a week."),
    "es": ("Dormir en mi cama.", "Volver a tomar el autobús.", "Llamar a mi hermana.", "Cocinar dos veces."),
}
TRIED = {"en": "Two groups and an app.", "es": "Dos grupos y una aplicación."}
WORTH = {"en": "To be asked, not told.", "es": "Que me pregunten antes de decidir."}
LINES = {
    "en": (
        "I did not say all of it.",
        "The end came fast.",
        "I lost the thread once.",
        "It felt like a test.",
    ),
    "es": ("No lo dije todo.", "El final llegó rápido.", "Me perdí una vez.", "Me pareció un examen."),
}
POINTS = {
    "en": ("I need a smaller first step.", "Please ask before you write.", "Less homework for a while."),
    "es": (
        "Necesito un primer paso más pequeño.",
        "Pregunta antes de escribir.",
        "Menos tareas por un tiempo.",
    ),
}
REPLIES = ("Thank you. Let us begin with that.", "I read it. We take it slower.", "Good that you said so.")
OUTCOMES = ("We made the step smaller.", "I ask first now.", "We left it out for two weeks.")
STEPS = ("Walk to the gate twice.", "Write one line each day.", "Call the library.")
MATTERS = ("To be asked first.", "That the week was calm.")
OWN_SIDE = ("I promised to start on time.", "I went too fast with the form.")
FOR_OTHER = ("Could you walk to the gate together?", "The form is done; no need to ask.")
NOTICED = ("You laughed when you told me about the market.", "You sat down before I asked.")
