namespace ControlPlane.Mlflow;

/// <summary>Codes of refusals about MLflow's model folders. Stable.</summary>
public static class MlflowRefusals
{
    /// <summary>The folder or its <c>MLmodel</c> is not what MLflow writes for ONNX.</summary>
    public const string Invalid = "mlflow_invalid";

    /// <summary><c>MLmodel</c> says something else about a tensor than the ONNX file.</summary>
    public const string SignatureMismatch = "mlflow_signature_mismatch";
}
