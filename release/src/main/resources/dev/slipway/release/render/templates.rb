# ERB templates as a director evaluates them, kept by what is in them.
require 'erb'
require 'timeout'

module Slipway
  # Not a StandardError: a template that rescues everything is to be stopped too.
  class TooSlow < Exception
  end

  class Template
    # Where the same lines mean something else in a method's body than in `eval`.
    EVAL_ONLY = /\b(?:return|next|break|redo|retry|super|yield|binding|eval|instance_eval|BEGIN|END|
                 __END__|__method__|def|class|module|block_given\?|frozen_string_literal|coding)\b/x
    CODE = /<%(?!%)(.*?)(?<!%)%>/m

    def initialize(filename, text)
      @erb = ERB.new(text, trim_mode: '-')
      @erb.filename = filename
      @plain = text.scan(CODE).none? { |code, *| code.match?(EVAL_ONLY) }
      @read = false
    end

    # At first as `ERB#result` does it, which tells of mistakes; when that has worked, as a method.
    def result(context)
      return (@body ||= compiled).bind_call(context) if @read

      output = @erb.result(context.get_binding)
      @read = @plain
      output
    end

    private

    LOCK = Mutex.new
    private_constant :LOCK

    def compiled
      first, rest = @erb.src.split("\n", 2)
      raise "no magic comment: #{first}" unless first.start_with?('#')

      type = Bosh::Template::EvaluationContext
      line = @erb.lineno
      LOCK.synchronize do
        type.class_eval("define_method(:__template) do\n#{rest}\nend", @erb.filename, line)
        type.instance_method(:__template)
      end
    end
  end

  class Templates
    KEPT = 10_000

    # seconds: how long one template may take
    def initialize(seconds)
      @seconds = seconds
      @kept = {}
      @lock = Mutex.new
    end

    # [output, nil, nil], or [nil, the line or nil, the message].
    def render(job, source, text, context)
      filename = File.join(job, source)
      template = find(filename, text)
      [Timeout.timeout(@seconds, TooSlow, "takes longer than #{@seconds} s") { template.result(context) }, nil, nil]
    rescue Exception => e
      [nil, *Fault.of(e, filename)]
    end

    private

    def find(filename, text)
      key = "#{filename}\0#{text}"
      @lock.synchronize do
        @kept.clear if @kept.size >= KEPT
        @kept[key] ||= Template.new(filename, text)
      end
    end
  end

  module Fault
    # The line of a template in which something was raised, or nil, and what was raised.
    def self.of(exception, filename)
      message = exception.message.to_s
      # Within a method it is Java's own error, which says nothing.
      message = 'stack level too deep' if exception.class.name.match?(/StackOverflowError|SystemStackError/)
      places = exception.is_a?(SyntaxError) ? message.lines : exception.backtrace || []
      place = places.find { |each| each.include?(filename) }
      line = place && place[/#{Regexp.escape(filename)}:(\d+)/, 1]
      [line && line.to_i, message]
    end
  end
end
