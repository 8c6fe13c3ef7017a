"""Settings of nbgrader for a student: what Validate says, in Spanish, and how long it waits for a cell."""

c = get_config()  # noqa: F821 (nbgrader defines it)

c.Execute.timeout = 30
c.Execute.raise_on_iopub_timeout = False

c.Validator.width = 120
c.Validator.failed_warning = (
    "{num_failed} celda(s) de prueba todavía no pasan. Así como está, la entrega no tendría todos los puntos."
)
c.Validator.changed_warning = (
    "{num_changed} celda(s) de prueba cambiaron. Al calificar se usan las originales: si fue por error, "
    "descarga de nuevo el cuaderno."
)
c.Validator.type_changed_warning = (
    "{num_changed} celda(s) cambiaron de tipo (código o texto). Devuélvelas a su tipo antes de entregar."
)
c.Validator.passed_warning = "{num_passed} celda(s) de prueba pasan."
