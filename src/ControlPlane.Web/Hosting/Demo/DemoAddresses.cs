namespace ControlPlane.Web.Hosting.Demo;

/// <summary>Where one agent of the demo listens. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rest">Open Inference Protocol over HTTP.</param>
/// <param name="Grpc">The same over gRPC, cleartext HTTP/2.</param>
/// <param name="Admin">Metrics and health.</param>
internal sealed record DemoAddresses(string Name, Uri Rest, Uri Grpc, Uri Admin)
{
    private const int FirstRest = 21;
    private const int FirstGrpc = 31;
    private const int FirstAdmin = 41;

    /// <summary>Address of the control plane.</summary>
    public static Uri OfControlPlane(DemoOptions options) => On(options.Port);

    /// <summary>Addresses of all agents.</summary>
    public static IReadOnlyList<DemoAddresses> OfAgents(DemoOptions options) =>
    [
        .. Enumerable.Range(0, options.Agents).Select(index => new DemoAddresses(
            $"agent-{index + 1}",
            On(options.Port + FirstRest + index),
            On(options.Port + FirstGrpc + index),
            On(options.Port + FirstAdmin + index))),
    ];

    private static Uri On(int port) => new($"http://127.0.0.1:{port}");
}
