using System.Globalization;

namespace ControlPlane.AgentHost.Serving;

/// <summary>A path of the data port, understood. Immutable.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Endpoint">Name of the endpoint; empty where the path names none.</param>
/// <param name="Version">The version named; 0 where the path names none.</param>
/// <param name="Key">Key of a stored prediction; empty where the path names none.</param>
internal readonly record struct RequestTarget(TargetKind Kind, string Endpoint = "", int Version = 0, string Key = "")
{
    private const string Models = "/v2/models/";
    private const string RepositoryModels = "/v2/repository/models/";
    private const string Versions = "versions/";
    private const string Flags = "/ofrep/v1/evaluate/flags/";
    private const string Predictions = "predictions/";

    /// <summary>Understands a decoded path; a slash at its end changes nothing.</summary>
    public static RequestTarget Of(string path)
    {
        var text = path.AsSpan().TrimEnd('/');
        if (text.StartsWith(Models, StringComparison.Ordinal))
            return OfModel(text[Models.Length..]);

        if (text.StartsWith(RepositoryModels, StringComparison.Ordinal) && (text.EndsWith("/load", StringComparison.Ordinal) || text.EndsWith("/unload", StringComparison.Ordinal)))
            return new RequestTarget(TargetKind.RepositoryChange);
        if (text.StartsWith(Flags, StringComparison.Ordinal))
            return new RequestTarget(TargetKind.Flag, text[Flags.Length..].ToString());

        return text switch
        {
            "/v2" => new RequestTarget(TargetKind.Server),
            "/v2/health/live" => new RequestTarget(TargetKind.Live),
            "/v2/health/ready" => new RequestTarget(TargetKind.Ready),
            "/v2/repository/index" => new RequestTarget(TargetKind.Index),
            "/ofrep/v1/evaluate/flags" => new RequestTarget(TargetKind.Flags),
            "/ofrep/v1/configuration" => new RequestTarget(TargetKind.FlagConfiguration),
            _ => default,
        };
    }

    private static RequestTarget OfModel(ReadOnlySpan<char> text)
    {
        var name = Cut(ref text);
        if (name.IsEmpty)
            return default;

        var version = 0;
        if (text.StartsWith(Versions, StringComparison.Ordinal))
        {
            text = text[Versions.Length..];
            if (!int.TryParse(Cut(ref text), NumberStyles.None, CultureInfo.InvariantCulture, out version) || version == 0)
                return default;
        }

        // The server decodes every character of a path but this one, which a key may hold.
        if (version == 0 && text.StartsWith(Predictions, StringComparison.Ordinal) && text.Length > Predictions.Length)
            return new RequestTarget(TargetKind.Prediction, name.ToString(), Key: text[Predictions.Length..].ToString().Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));

        // An endpoint may be called like this too; asked for as one, it is followed by more.
        if (name is "stats" && text.IsEmpty && version == 0)
            return new RequestTarget(TargetKind.Statistics);

        var kind = text switch
        {
            "" => TargetKind.Model,
            "ready" => TargetKind.ModelReady,
            "stats" => TargetKind.Statistics,
            "infer" => TargetKind.Infer,
            "feedback" when version == 0 => TargetKind.Feedback,
            _ => TargetKind.Unknown,
        };
        return new RequestTarget(kind, name.ToString(), version);
    }

    private static ReadOnlySpan<char> Cut(ref ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        var first = slash < 0 ? text : text[..slash];
        text = slash < 0 ? [] : text[(slash + 1)..];
        return first;
    }
}
