namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>POST /models/{model}/import</c>. Immutable.</summary>
internal sealed record ImportBody
{
    /// <summary>An ONNX file or a folder that MLflow wrote, relative to the control plane's import folder.</summary>
    public required string Path { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];
}
