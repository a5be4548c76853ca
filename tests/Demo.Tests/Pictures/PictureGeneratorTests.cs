using ControlPlane.Demo.Pictures;

namespace ControlPlane.Demo.Tests.Pictures;

public sealed class PictureGeneratorTests
{
    [Fact]
    public void Take_SameSeed_GivesTheSamePictures()
    {
        var first = TakeSome(seed: 3);
        var second = TakeSome(seed: 3);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Take_OtherSeed_GivesOtherPictures()
    {
        Assert.NotEqual(TakeSome(seed: 3), TakeSome(seed: 4));
    }

    [Theory]
    [InlineData(Animal.Cat)]
    [InlineData(Animal.Dog)]
    [InlineData(Animal.Koala)]
    public void Take_EveryAnimal_GivesLightFromDarkToFull(Animal animal)
    {
        var generator = new PictureGenerator(new Random(1));

        var pictures = Enumerable.Range(0, 200).Select(_ => generator.Take(animal)).ToArray();

        Assert.All(pictures, picture => Assert.Equal(animal, picture.Animal));
        Assert.All(pictures, picture => Assert.Equal(Picture.Length, picture.Pixels.Length));
        Assert.All(pictures, picture => Assert.All(picture.Pixels, light => Assert.InRange(light, 0, 1)));
    }

    [Fact]
    public void Take_UnknownAnimal_SaysSo()
    {
        var generator = new PictureGenerator(new Random(1));

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => generator.Take((Animal)7));

        Assert.Contains("no head is known", refused.Message);
    }

    private static float[] TakeSome(int seed)
    {
        var generator = new PictureGenerator(new Random(seed));
        return [.. Enum.GetValues<Animal>().SelectMany(animal => generator.Take(animal).Pixels)];
    }
}
