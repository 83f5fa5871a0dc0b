from django.db import migrations

from shanhai.pages.chinese import pinyin_order, stroke_order
from shanhai.pages.searching import OrderField, SearchField, search_text


def fill(apps, schema_editor):
    """What accounts that there are already are found and sorted by."""
    accounts = apps.get_model("programme", "Account").objects.using(schema_editor.connection.alias)
    for pk, username, name in accounts.values_list("pk", "username", "name"):
        accounts.filter(pk=pk).update(
            search=search_text([(username, False), (name, True)]),
            by_pinyin=pinyin_order(name, person=True),
            by_strokes=stroke_order(name),
        )


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_contacts_belong_to_an_organisation")]

    operations = [
        migrations.AddField("account", "by_pinyin", OrderField(db_index=True, max_length=120)),
        migrations.AddField("account", "by_strokes", OrderField(db_index=True, max_length=50)),
        migrations.AddField("account", "search", SearchField()),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
