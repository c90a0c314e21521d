/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of Clp that the assignment calls. */
#include "../paper/late.h"

#include <coin/Clp_C_Interface.h>

#define CLP(result, name, parameters, arguments)                                                   \
    CHAIRLIFT_LATE("libClp.so.1", result, name, parameters, arguments)

CLP(Clp_Simplex *, Clp_newModel, (void), ())
CLP(void, Clp_deleteModel, (Clp_Simplex * model), (model))
CLP(void, Clp_resize, (Clp_Simplex * model, int rows, int columns), (model, rows, columns))
CLP(void, Clp_addRows,
    (Clp_Simplex * model, int number, const double *lower, const double *upper,
     const CoinBigIndex *starts, const int *columns, const double *elements),
    (model, number, lower, upper, starts, columns, elements))
CLP(void, Clp_addColumns,
    (Clp_Simplex * model, int number, const double *lower, const double *upper,
     const double *objective, const CoinBigIndex *starts, const int *rows, const double *elements),
    (model, number, lower, upper, objective, starts, rows, elements))
CLP(void, Clp_chgRowLower, (Clp_Simplex * model, const double *lower), (model, lower))
CLP(void, Clp_chgRowUpper, (Clp_Simplex * model, const double *upper), (model, upper))
CLP(void, Clp_chgObjCoefficients, (Clp_Simplex * model, const double *objective),
    (model, objective))
CLP(const double *, Clp_getObjCoefficients, (Clp_Simplex * model), (model))
CLP(double *, Clp_columnLower, (Clp_Simplex * model), (model))
CLP(double *, Clp_columnUpper, (Clp_Simplex * model), (model))
CLP(int, Clp_numberColumns, (Clp_Simplex * model), (model))
CLP(int, Clp_numberRows, (Clp_Simplex * model), (model))
CLP(double, Clp_objectiveValue, (Clp_Simplex * model), (model))
CLP(int, Clp_status, (Clp_Simplex * model), (model))
CLP(double *, Clp_primalColumnSolution, (Clp_Simplex * model), (model))
CLP(double *, Clp_dualRowSolution, (Clp_Simplex * model), (model))
CLP(unsigned char *, Clp_statusArray, (Clp_Simplex * model), (model))
CLP(void, Clp_copyinStatus, (Clp_Simplex * model, const unsigned char *status), (model, status))
CLP(void, Clp_setLogLevel, (Clp_Simplex * model, int level), (model, level))
CLP(void, Clp_scaling, (Clp_Simplex * model, int mode), (model, mode))
CLP(int, Clp_dual, (Clp_Simplex * model, int values_pass), (model, values_pass))
CLP(int, Clp_primal, (Clp_Simplex * model, int values_pass), (model, values_pass))
