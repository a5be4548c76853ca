using System.Text;

namespace ControlPlane.Web.Features.Outbound;

/// <summary>Reads the beginning of an answer as one line of text for people. Stateless.</summary>
internal static class AnswerText
{
    /// <summary>The text without line breaks and control characters, cut with an ellipsis.</summary>
    public static async Task<string> ReadAsync(HttpContent content, int longest, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[longest * 4];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return Line(Encoding.UTF8.GetString(bytes, 0, length), longest);
    }

    /// <summary>The text on one line, cut with an ellipsis.</summary>
    public static string Line(string text, int longest)
    {
        var line = string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length <= longest ? line : $"{line[..longest]}…";
    }
}
