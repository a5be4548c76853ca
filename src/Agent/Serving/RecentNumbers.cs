using System.Globalization;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Texts of small numbers that keep coming back, such as lengths, so that they are not made again for every request. Thread-safe.</summary>
internal sealed class RecentNumbers
{
    private const int Kept = 4_096;

    private readonly string?[] _texts = new string?[Kept];

    /// <summary>The number as text.</summary>
    public string TextOf(int number) =>
        (uint)number < Kept
            ? _texts[number] ??= number.ToString(CultureInfo.InvariantCulture)
            : number.ToString(CultureInfo.InvariantCulture);
}
