using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Api;

/// <summary>Which part of a list is asked for: <c>?limit=50&amp;cursor=…</c>. Immutable.</summary>
/// <param name="Limit">Most items of the page.</param>
/// <param name="After">Key of the last item seen; null for the first page.</param>
internal sealed record PageRequest(int Limit, string? After)
{
    public const int DefaultLimit = 50;

    public const int MaximumLimit = 200;

    /// <summary>Reads the query.</summary>
    /// <returns>Refusal: <c>query_malformed</c>.</returns>
    public static Outcome<PageRequest> Read(IQueryCollection query)
    {
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaximumLimit))
        {
            return Refusal.OfField(ApiRefusals.QueryMalformed, "limit", $"is '{text}'", $"use 1 to {MaximumLimit}");
        }

        if (!query.TryGetValue("cursor", out var cursor))
            return new PageRequest(limit, null);
        return Base64Url.IsValid(cursor.ToString())
            ? new PageRequest(limit, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor.ToString())))
            : Refusal.OfField(ApiRefusals.QueryMalformed, "cursor", "is none of ours", "send 'next' of the page before unchanged");
    }

    /// <summary>The page of a list by an ordinal, unique key.</summary>
    public ListPage<T> Of<T>(IEnumerable<T> items, Func<T, string> key) =>
        Cut([.. items.Where(i => After is null || string.CompareOrdinal(key(i), After) > 0).OrderBy(key, StringComparer.Ordinal).Take(Limit + 1)], key);

    /// <summary>The page of items that begin after the cursor; one more than the limit says that there is a next page.</summary>
    public ListPage<T> Cut<T>(IReadOnlyList<T> found, Func<T, string> key) =>
        found.Count <= Limit
            ? new ListPage<T>(found, null)
            : new ListPage<T>([.. found.Take(Limit)], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(found[Limit - 1]))));
}
