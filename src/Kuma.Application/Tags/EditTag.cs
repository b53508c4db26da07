using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>Renames or recolours a tag.</summary>
public sealed record EditTag(Actor Actor, TagId TagId, string? Name, string? Color) : ICommand<Tag>;

internal sealed class EditTagHandler(ITagRepository tags) : IRequestHandler<EditTag, Result<Tag>>
{
    public async Task<Result<Tag>> Handle(EditTag command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(command.Name) || string.IsNullOrEmpty(command.Color))
        {
            return TagErrors.NameNeeded;
        }

        var tag = new Tag(command.TagId, command.Name, command.Color);
        return await tags.SaveAsync(tag, cancellationToken) ? tag : TagErrors.NotFound;
    }
}
