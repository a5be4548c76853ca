using Bunit;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace ControlPlane.Web.Tests.Components;

/// <summary>A browser without a screen, on a clock that the test moves; what counts subscribers is at hand.</summary>
public class ComponentContext : BunitContext
{
    public ComponentContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<ChangeBell>();
        Services.AddSingleton<LiveQueries>();
        Services.AddScoped<CircuitClock>();
        Services.AddScoped<ViewerTime>();
        Services.AddRadzenComponents();
    }

    public ManualTimeProvider Clock { get; } = new();

    public ChangeBell Bell => Services.GetRequiredService<ChangeBell>();

    public CircuitClock CircuitClock => Services.GetRequiredService<CircuitClock>();

    public DateTimeOffset Now => Clock.GetUtcNow();
}
