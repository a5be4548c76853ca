using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>One method: from a vector's inputs to named results.</summary>
public delegate VectorResults VectorMethod(VectorInputs inputs);
