using System.Security.Cryptography;
using System.Text;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Audit;

public sealed class AuditFormTests
{
    // Taken by hand, with another language's SHA-256, from the text that docs/audit.md describes.
    private const string KnownHash = "72f74be70cb0480865f94967b39eae61c48f4e3a67fa4845c8220fa079912540";

    [Fact]
    public void Fields_OfForm1_AreTheseInThisOrder()
    {
        // Another order or another field is another form: hashes of stored entries would change.
        Assert.Equal(
            ["form", "sequence", "previousHash", "at", "actor", "way", "subject", "name", "action", "endpoint", "pool", "sentence", "reason", "before", "after", "numbers", "refusalCode", "tableRevision"],
            Enum.GetValues<AuditField>().Select(AuditForm.NameOf));
        Assert.Equal(1, AuditForm.Current);
    }

    [Fact]
    public void HashOf_AnEntry_IsSha256OfNetstringsOfNamesAndValues()
    {
        var entry = AuditEntry.Following(AuditForm.Beginning, ADraft() with { Reason = "größer, schneller", Endpoint = null });
        var bytes = new StringBuilder();
        string?[] values =
        [
            "1", "1", new string('0', 64), "1893585600000", "me", "ui", "model", "pets", "alias-set", null, null, "It moved.", "größer, schneller", null, null, null, null, null,
        ];
        foreach (var (field, value) in Enum.GetValues<AuditField>().Zip(values))
            bytes.Append(Netstring(AuditForm.NameOf(field))).Append(value is null ? "-," : Netstring(value));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bytes.ToString()))), entry.Hash);
    }

    [Fact]
    public void HashOf_AKnownEntry_NeverChanges()
    {
        var entry = AuditEntry.Following(AuditForm.Beginning, ADraft());

        Assert.Equal(KnownHash, entry.Hash);
    }

    [Fact]
    public void HashOf_NothingAndEmpty_Differ()
    {
        var nothing = AuditEntry.Following(AuditForm.Beginning, ADraft() with { Before = null });
        var empty = AuditEntry.Following(AuditForm.Beginning, ADraft() with { Before = "" });

        Assert.NotEqual(nothing.Hash, empty.Hash);
    }

    [Fact]
    public void HashOf_TextMovedFromOneFieldToTheNext_Differs()
    {
        var left = AuditEntry.Following(AuditForm.Beginning, ADraft() with { Sentence = "ab", Reason = "c" });
        var right = AuditEntry.Following(AuditForm.Beginning, ADraft() with { Sentence = "a", Reason = "bc" });

        Assert.NotEqual(left.Hash, right.Hash);
    }

    private static AuditDraft ADraft() => new()
    {
        At = Moment.Noon,
        Actor = new Actor("me", ChangeWay.Ui),
        Subject = AuditSubject.Model,
        Name = "pets",
        Action = "alias-set",
        Sentence = "It moved.",
    };

    private static string Netstring(string text) => $"{Encoding.UTF8.GetByteCount(text)}:{text},";
}
