using Bunit;
using ControlPlane.Contracts.Routing;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Tests.Components;

public sealed class LookTests : ComponentContext
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public void StatusChip_EveryKind_HasPictureAndWord(StatusKind kind)
    {
        var chip = Render<StatusChip>(p => p.Add(c => c.Kind, kind));

        Assert.NotEmpty(chip.Find("svg path").GetAttribute("d")!);
        Assert.Equal(StatusLook.Of(kind).Word, chip.Find(".chip").TextContent.Trim());
    }

    [Fact]
    public void StatusLooks_AllKinds_DifferInPictureWordAndColour()
    {
        var looks = Enum.GetValues<StatusKind>().Select(StatusLook.Of).ToArray();

        Assert.Equal(looks.Length, looks.DistinctBy(l => l.Icon).Count());
        Assert.Equal(looks.Length, looks.DistinctBy(l => l.Word).Count());
        Assert.Equal(looks.Length, looks.DistinctBy(l => l.CssClass).Count());
    }

    [Theory]
    [MemberData(nameof(Icons))]
    public void Icon_EveryName_HasAPicture(IconName name) => Assert.NotEmpty(Render<Icon>(p => p.Add(i => i.Name, name)).Find("path").GetAttribute("d")!);

    [Fact]
    public void VariantColour_ChampionAndFourChallengers_AllDiffer()
    {
        string[] colours = [VariantColour.CssClass(VariantRole.Champion, 0), .. Enumerable.Range(0, 4).Select(i => VariantColour.CssClass(VariantRole.Challenger, i))];

        Assert.Equal(["slot-0", "slot-1", "slot-2", "slot-3", "slot-4"], colours);
    }

    [Fact]
    public void VariantColour_SixthChallenger_NeverTakesTheChampions() => Assert.Equal("slot-1", VariantColour.CssClass(VariantRole.Challenger, 5));

    public static TheoryData<StatusKind> Kinds() => new(Enum.GetValues<StatusKind>());

    public static TheoryData<IconName> Icons() => new(Enum.GetValues<IconName>());
}
