using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Hosting;

/// <summary>The control plane's own settings: flags before environment (<c>CONTROLPLANE__…</c>) before file before default.</summary>
public sealed class ControlPlaneOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "ControlPlane";

    /// <summary>Where it listens unless told otherwise: this machine only.</summary>
    public const string DefaultListen = "http://127.0.0.1:5080";

    /// <summary>Largest model file unless told otherwise: 2 GiB, the ceiling of the ONNX format itself.</summary>
    public const long DefaultMaximumModelBytes = 2L << 30;

    /// <summary>Address to listen on, flag <c>--listen</c>. Port 0 takes a free one.</summary>
    [Required]
    public string Listen { get; set; } = DefaultListen;

    /// <summary>Folder of databases and model files, flag <c>--data</c>; made when absent.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Largest model file taken, bytes.</summary>
    [Range(1, DefaultMaximumModelBytes)]
    public long MaximumModelBytes { get; set; } = DefaultMaximumModelBytes;
}
