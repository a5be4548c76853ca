using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Models;

/// <summary>One moving line on standard error, where people watch it; silence everywhere else.</summary>
internal sealed class UploadProgress(long total, CliSurroundings surroundings)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long _shownAt;

    public void Show(long sent)
    {
        if (!surroundings.IsAnimated || (sent < total && _shownAt != 0 && surroundings.Clock.GetElapsedTime(_shownAt) < Interval))
            return;
        _shownAt = surroundings.Clock.GetTimestamp();
        var size = CellText.Bytes(JsonValue.Create(total));
        surroundings.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{100.0 * sent / Math.Max(1, total),4:0} % of {size}{(sent == total ? " sent, being read …\n" : "")}"));
    }
}
