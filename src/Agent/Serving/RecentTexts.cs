using System.Text;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Strings of texts that keep coming back, such as the few values of an attribute, so that they are not made again for every request.
/// A newer text takes the place of an older one. Not thread-safe.
/// </summary>
internal sealed class RecentTexts
{
    private const int Places = 64;
    private const int LongestKept = 64;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text as a string.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
            return Encoding.UTF8.GetString(utf8);

        var hash = 17u;
        foreach (var letter in utf8)
            hash = (hash * 31) + letter;
        ref var place = ref _texts[hash % Places];
        // Texts beyond ASCII never compare equal here and are made each time.
        if (place is null || !Ascii.Equals(utf8, place))
            place = Encoding.UTF8.GetString(utf8);
        return place;
    }
}
