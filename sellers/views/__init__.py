"""The pages of sellers: looking, changing, finding."""
