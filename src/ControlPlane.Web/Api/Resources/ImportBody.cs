using System.Text;
using System.Text.Json;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>POST /models/{model}/import</c>: a path, or an address with a digest. Immutable.</summary>
internal sealed record ImportBody
{
    /// <summary>An ONNX file or a folder that MLflow wrote, relative to the control plane's import folder.</summary>
    public string Path { get; init; } = "";

    /// <summary>Address over TLS of an ONNX file on an allowed host; takes the place of the path.</summary>
    public string? Url { get; init; }

    /// <summary>With an address: what the file must be, <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string? Digest { get; init; }

    /// <summary>The bundle that model signing made for the file; left out for none, or for the one that lies beside the path.</summary>
    public JsonElement? Signature { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The bundle as it was written; null when there is none.</summary>
    public byte[]? SignatureBytes() => Signature is { ValueKind: JsonValueKind.Object } bundle ? Encoding.UTF8.GetBytes(bundle.GetRawText()) : null;
}
