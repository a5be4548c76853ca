namespace ControlPlane.Demo.Pictures;

/// <summary>
/// Takes pictures of animals that never lived: the same seed gives the same pictures in the same order.
/// Light, distance, tilt, noise and things in the way differ from picture to picture, so that even a good model errs now and then.
/// </summary>
public sealed class PictureGenerator(Random random)
{
    private const double PoorPictures = 0.12;

    private static readonly Paint[] Skies =
    [
        new(0.55f, 0.72f, 0.88f), new(0.86f, 0.80f, 0.70f), new(0.45f, 0.62f, 0.40f), new(0.72f, 0.70f, 0.74f),
    ];

    private static readonly Paint[] Grounds =
    [
        new(0.38f, 0.55f, 0.28f), new(0.55f, 0.42f, 0.30f), new(0.50f, 0.50f, 0.55f), new(0.30f, 0.42f, 0.32f),
    ];

    /// <summary>The next picture of one animal.</summary>
    public Picture Take(Animal animal)
    {
        var poor = random.Happens(PoorPictures);
        var pixels = new float[Picture.Length];
        var canvas = new Canvas(pixels, poor ? PoorPose() : UsualPose());
        Backdrop(pixels);
        Head(canvas, animal);
        if (poor)
            SomethingInTheWay(canvas);

        Develop(pixels, poor ? random.Between(0.35f, 0.6f) : random.Between(0.65f, 1.15f), poor ? 0.09f : 0.035f);
        return new Picture(animal, pixels);
    }

    /// <summary>The next picture of an animal drawn with equal chances from the first <paramref name="animals"/> of them.</summary>
    public Picture TakeAny(int animals) => Take((Animal)random.Next(animals));

    private Pose UsualPose() =>
        new(random.Between(0.45f, 0.55f), random.Between(0.47f, 0.57f), random.Between(0.88f, 1.12f), random.Between(-0.2f, 0.2f));

    private Pose PoorPose() =>
        new(random.Between(0.35f, 0.65f), random.Between(0.38f, 0.65f), random.Between(0.6f, 1.0f), random.Between(-0.45f, 0.45f));

    private void Head(Canvas canvas, Animal animal)
    {
        switch (animal)
        {
            case Animal.Cat:
                CatHead.Draw(canvas, random);
                break;
            case Animal.Dog:
                DogHead.Draw(canvas, random);
                break;
            case Animal.Koala:
                KoalaHead.Draw(canvas, random);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(animal), animal, "no head is known for this animal");
        }
    }

    private void Backdrop(float[] pixels)
    {
        var top = random.OneOf<Paint>(Skies);
        var bottom = random.OneOf<Paint>(Grounds);
        for (var index = 0; index < Picture.PlaneLength; index++)
        {
            var paint = top.Towards(bottom, (index / Picture.Side) / (Picture.Side - 1f));
            pixels[index] = paint.Red;
            pixels[index + Picture.PlaneLength] = paint.Green;
            pixels[index + (2 * Picture.PlaneLength)] = paint.Blue;
        }
    }

    private void SomethingInTheWay(Canvas canvas)
    {
        var leaf = random.OneOf<Paint>(Grounds);
        var (x, y) = (random.Between(-0.3f, 0.3f), random.Between(-0.3f, 0.3f));
        canvas.Ellipse(x, y, random.Between(0.10f, 0.22f), 0.08f, leaf, random.Between(-1.5f, 1.5f));
    }

    private void Develop(float[] pixels, float light, float grain)
    {
        var warmth = random.Between(-0.06f, 0.06f);
        ReadOnlySpan<float> gains = [light * (1 + warmth), light, light * (1 - warmth)];
        for (var index = 0; index < pixels.Length; index++)
        {
            var lit = pixels[index] * gains[index / Picture.PlaneLength];
            pixels[index] = Math.Clamp(lit + (grain * random.Normal()), 0, 1);
        }
    }
}
