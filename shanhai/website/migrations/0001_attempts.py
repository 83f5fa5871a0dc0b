"""Makes the table in which attempts to sign in are counted, for all processes of the server together."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
