using ControlPlane.AgentHost.Routing;
using ControlPlane.Observability.Metrics;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>
/// The port for those who operate the agent: alive, ready, metrics.
/// Being ready never depends on the control plane. Nothing can be changed here.
/// </summary>
internal sealed class AdminServer(Uri url, TableApplier applier, AgentMetrics metrics, ILogger<AdminServer> logger) : IHostedService
{
    private WebApplication? _application;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.AddServerHeader = false).UseUrls(url.ToString());
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync(cancellationToken);
        logger.AdminListens(url);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_application is null)
            return;
        await _application.StopAsync(cancellationToken);
        await _application.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, "Only GET is answered here.\n");

        return context.Request.Path.Value switch
        {
            "/livez" => AnswerAsync(context, StatusCodes.Status200OK, "alive\n"),
            "/readyz" => applier.State.IsReady
                ? AnswerAsync(context, StatusCodes.Status200OK, "ready\n")
                : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "no endpoint answers yet\n"),
            "/metrics" => AnswerAsync(context, StatusCodes.Status200OK, metrics.Write(), ExpositionText.ContentType),
            _ => AnswerAsync(context, StatusCodes.Status404NotFound, "There are /livez, /readyz and /metrics.\n"),
        };
    }

    private static async Task AnswerAsync(HttpContext context, int status, string text, string contentType = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
