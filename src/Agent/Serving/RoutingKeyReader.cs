using System.Text;
using System.Text.Unicode;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Finds the caller's routing key; the first place that has one wins: header, cookie, parameter. Stateless.</summary>
internal static class RoutingKeyReader
{
    /// <summary>The key in UTF-8; empty when the request has none.</summary>
    /// <param name="source">Where to look.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="attributes">The request's parameters.</param>
    /// <param name="scratch">Memory that the key may lie in; larger memory takes its place for a longer key.</param>
    public static ReadOnlySpan<byte> Read(RoutingKeySource source, IHeaderDictionary headers, RequestAttributes attributes, ref byte[] scratch)
    {
        if (headers.TryGetValue(source.Header, out var values) && values.Count > 0 && values[0] is { Length: > 0 } header)
            return Encode(header, ref scratch);
        if (source.Cookie is { } cookie && FindCookie(headers.Cookie.ToString(), cookie) is { IsEmpty: false } value)
            return Encode(value, ref scratch);
        return source.Parameter is { } parameter && attributes.FindParameter(parameter, out var text) ? text : [];
    }

    /// <summary>The value of a cookie as RFC 6265 §4.2 writes it; empty when it is not there.</summary>
    internal static ReadOnlySpan<char> FindCookie(ReadOnlySpan<char> header, ReadOnlySpan<char> name)
    {
        foreach (var part in header.Split(';'))
        {
            var pair = header[part].Trim(' ');
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                return pair[(name.Length + 1)..].Trim('"');
        }

        return [];
    }

    private static ReadOnlySpan<byte> Encode(ReadOnlySpan<char> text, ref byte[] scratch)
    {
        if (scratch.Length < Encoding.UTF8.GetMaxByteCount(text.Length))
            scratch = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Utf8.FromUtf16(text, scratch, out _, out var written);
        return scratch.AsSpan(0, written);
    }
}
