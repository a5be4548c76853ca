using System.Globalization;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Shell;

/// <summary>
/// Instants in the viewer's time zone. Until the browser has told its zone, and where the server does not know it, that is UTC,
/// and the text says so. One per circuit.
/// </summary>
public sealed class ViewerTime(IJSRuntime browser)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>The zone became known; texts with instants should be drawn again.</summary>
    public event Action? ZoneLearned;

    /// <summary>Name of the zone in use, such as <c>Europe/Berlin</c>.</summary>
    public string ZoneName => _zone.Id;

    /// <summary>Asks the browser; a second call changes nothing.</summary>
    public async Task LearnZoneAsync()
    {
        await using var module = await browser.InvokeAsync<IJSObjectReference>("import", "./js/shell.js");
        var name = await module.InvokeAsync<string>("readTimeZone");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) || zone.Equals(_zone))
            return;

        _zone = zone;
        ZoneLearned?.Invoke();
    }

    /// <summary>Hour, minute and second.</summary>
    public string Clock(DateTimeOffset instant) => Local(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date and clock.</summary>
    public string DateAndClock(DateTimeOffset instant) => Local(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date, clock to the millisecond and zone: nothing is left to guess.</summary>
    public string Exact(DateTimeOffset instant) =>
        string.Create(CultureInfo.InvariantCulture, $"{Local(instant):yyyy-MM-dd HH:mm:ss.fff} {_zone.Id}");

    private DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);
}
