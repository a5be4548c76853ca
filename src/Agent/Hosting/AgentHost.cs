using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Jobs;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tracing;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.AgentHost.Workers;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>Puts an agent together. Services start in the order they are added and stop in the reverse one.</summary>
internal static class AgentHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2.5);

    /// <summary>An agent that only needs to be run.</summary>
    public static IHost Build(AgentOptions options, AgentIdentity identity)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddAgentConsole();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services
            .AddFoundations(options, identity)
            .AddOperations(options)
            .AddConnection()
            .AddTelemetry()
            .AddFeedback()
            .AddTableRouting()
            .AddVetting()
            .AddWorkers()
            .AddGuards()
            .AddTracing()
            .AddRequestLog()
            .AddMirroring()
            .AddHostedService<DataPortGate>()
            .AddServing()
            .AddJobs();
        return builder.Build();
    }

    /// <summary>Short lines on standard output, without what the framework tells about itself.</summary>
    public static ILoggingBuilder AddAgentConsole(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System.Net.Http", LogLevel.Warning)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
}
