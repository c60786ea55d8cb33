Veewee::Definition
