using System.Globalization;
using System.Text;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Ends a call with its status. Stateless.</summary>
internal static class GrpcEnding
{
    private const string StatusName = "grpc-status";
    private const string MessageName = "grpc-message";

    // Clients bound the headers they take, at eight kilobytes as a rule.
    private const int LongestMessage = 1_024;

    /// <summary>Writes the trailers; before any message they are the whole answer.</summary>
    public static void Write(Exchange exchange, Refusal? refusal)
    {
        if (exchange.Status == 0)
            exchange.Begin(StatusCodes.Status200OK, "application/grpc");
        var trailers = exchange.Trailers ?? exchange.ResponseHeaders;
        trailers[StatusName] = (refusal is null ? GrpcStatus.Ok : GrpcStatus.Of(refusal)).ToString(CultureInfo.InvariantCulture);
        if (refusal is null)
            return;

        trailers[MessageName] = Encode(refusal.Sentence);
        // Clients that retry by themselves wait this long.
        if (GrpcStatus.Of(refusal) == GrpcStatus.Unavailable)
            trailers["grpc-retry-pushback-ms"] = "1000";
    }

    /// <summary>Percent-encodes what is no printable ASCII, as the protocol asks; so no header can be smuggled in either.</summary>
    internal static string Encode(string sentence)
    {
        var encoded = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetBytes(sentence))
        {
            if (encoded.Length >= LongestMessage)
                break;
            if (letter is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
                encoded.Append((char)letter);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{letter:X2}");
        }

        return encoded.ToString();
    }
}
