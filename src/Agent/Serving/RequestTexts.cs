using System.Text;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Shows what a caller sent inside a sentence: not more of it than a reader needs. Stateless.</summary>
internal static class RequestTexts
{
    private const int Longest = 120;

    /// <summary>A text, cut where it is long.</summary>
    public static string Show(string text) => text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}…";

    /// <summary>A text in UTF-8, cut where it is long.</summary>
    public static string Show(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= Longest ? Encoding.UTF8.GetString(utf8) : $"{Encoding.UTF8.GetString(utf8[..Longest])}…";
}
