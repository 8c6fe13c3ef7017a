import subprocess
import threading


def ejecutar(args, entrada):
    proc = subprocess.Popen(
        args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    textos = {}

    def escribe():
        proc.stdin.write(entrada)
        proc.stdin.close()

    def lee(nombre, canal):
        textos[nombre] = canal.read()

    hilos = [
        threading.Thread(target=escribe),
        threading.Thread(target=lee, args=("salida", proc.stdout)),
        threading.Thread(target=lee, args=("error", proc.stderr)),
    ]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    codigo = proc.wait()
    proc.stdout.close()
    proc.stderr.close()
    return codigo, textos["salida"], textos["error"]
