"""La parte de Django del foro: su configuración, una tabla de mensajes y las rutas de sus salas.

En un proyecto de Django esto estaría repartido entre settings.py, models.py y routing.py. Aquí cabe en un
archivo, que se importa una vez por programa: la base de datos es temporal y desaparece con él.
"""

import atexit
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.conf import settings

CARPETA = tempfile.mkdtemp(prefix="foro")
atexit.register(shutil.rmtree, CARPETA, ignore_errors=True)

if not settings.configured:
    settings.configure(
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(CARPETA, "foro.sqlite3")}
        },
        CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

# Django se configura antes de importar lo que sigue.
from channels.routing import URLRouter
from django.db import connection, models
from django.urls import path


class Mensaje(models.Model):
    """Un mensaje del foro: en qué sala se dijo, y qué."""

    sala = models.CharField(max_length=50)
    texto = models.TextField()

    class Meta:
        app_label = "foro"


def crea_las_tablas():
    """Prepara la base de datos. La usa sin `await`, así que no puede llamarse con un bucle en marcha."""
    with connection.schema_editor() as editor:
        editor.create_model(Mensaje)
    connection.close()


with ThreadPoolExecutor(1) as otro_hilo:
    otro_hilo.submit(crea_las_tablas).result()


def con_salas(consumidor):
    """Da la aplicación ASGI que atiende `/salas/NOMBRE/` con ese consumidor."""
    return URLRouter([path("salas/<str:sala>/", consumidor.as_asgi())])
