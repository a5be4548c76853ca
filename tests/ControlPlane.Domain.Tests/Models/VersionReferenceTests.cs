using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Tests.Models;

public sealed class VersionReferenceTests
{
    private static readonly Dictionary<string, int> Aliases = new(StringComparer.Ordinal) { ["champion"] = 2 };

    [Theory]
    [InlineData("3", 3)]
    [InlineData("models:/pets/3", 3)]
    [InlineData("models:/pets@champion", 2)]
    public void Resolve_NameOfAVersion_IsItsNumber(string text, int number) =>
        Assert.Equal(number, VersionReference.Parse("version", text).Then(r => r.Resolve("version", "pets", Aliases)).Value);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("three")]
    [InlineData("pets/3")]
    [InlineData("models:/pets")]
    [InlineData("models:/pets/latest")]
    [InlineData("models:/pets/3/4")]
    [InlineData("models:/@champion")]
    [InlineData("models:/pets/3@champion")]
    public void Parse_SomethingElse_IsRefusedWithTheForms(string text)
    {
        var refusal = VersionReference.Parse("version", text).Refusal!;

        Assert.Equal(ModelRefusals.VersionNotFound, refusal.Code);
        Assert.Contains("models:/name@alias", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models:/dogs/1", "names the model 'dogs'")]
    [InlineData("models:/pets@best", "use one of champion")]
    public void Resolve_OtherModelOrUnknownAlias_IsRefused(string text, string words) =>
        Assert.Contains(words, VersionReference.Parse("version", text).Value.Resolve("version", "pets", Aliases).Refusal!.Sentence, StringComparison.Ordinal);
}
