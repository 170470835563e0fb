"""Publish council peer challenges as a public site.

The program is one line of stages, each a function from frozen records to frozen records:
read → parse → assemble → plan → render → check, write. `pipeline.build` is the whole of it on one screen.
"""
