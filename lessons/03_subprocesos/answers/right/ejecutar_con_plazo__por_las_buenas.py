import subprocess


def ejecutar_con_plazo(args, segundos):
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as proc:
        try:
            salida = proc.communicate(timeout=segundos)[0]
            return proc.returncode, salida
        except subprocess.TimeoutExpired as vencido:
            proc.terminate()
            try:
                proc.wait(timeout=1)
            except subprocess.TimeoutExpired:
                proc.kill()
                proc.wait()
            raise TimeoutError("se agotó el plazo") from vencido
