echo booted
