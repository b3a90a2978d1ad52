"""What git asks before a commit or a push: is anything in it that nobody may see?"""
