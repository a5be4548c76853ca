namespace ControlPlane.Domain.Models;

/// <summary>Codes of refusals about registered models and their files. Stable.</summary>
public static class ModelRefusals
{
    /// <summary>A name, description, tag or alias is not acceptable.</summary>
    public const string Invalid = "model_invalid";

    /// <summary>The registered model does not exist.</summary>
    public const string NotFound = "model_not_found";

    /// <summary>The model has no version of this number.</summary>
    public const string VersionNotFound = "version_not_found";

    /// <summary>The file is no ONNX model, or its bytes contradict themselves.</summary>
    public const string FileMalformed = "onnx_malformed";

    /// <summary>The file ends before the model does.</summary>
    public const string FileTruncated = "onnx_truncated";

    /// <summary>The model keeps weights in other files, which are never read.</summary>
    public const string ExternalData = "onnx_external_data";

    /// <summary>The model goes beyond a limit of the reader.</summary>
    public const string FileBeyondLimit = "onnx_beyond_limit";

    /// <summary>The file is an ONNX model, but of a kind that is not served.</summary>
    public const string FileUnsupported = "onnx_unsupported";

    /// <summary>The model's metadata about reading its outputs contradicts its outputs.</summary>
    public const string ReadingInvalid = "output_reading_invalid";
}
